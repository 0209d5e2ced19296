//! Every way in which a network, a server or a caller fails, N01 to N38: what the client does then, over real connections.
//!
//! A row is a function from a [`Subject`] to nothing, which panics where the client does not do what the row asks. It is
//! a test of the generated client, and `naive` runs the same function against a dozen lines of reqwest and serde: what
//! they get wrong is why the row is there.

/// Makes tests of the generated client out of rows.
macro_rules! rows {
    ($($row:ident),* $(,)?) => {
        mod tests {
            $(
                #[tokio::test]
                async fn $row() {
                    let row = super::$row(crate::faults::subject::Subject::Octoquill);
                    tokio::time::timeout(crate::faults::PATIENCE, row).await.expect("it hangs");
                }
            )*
        }
    };
}

mod bodies;
mod child;
mod clock;
mod connection;
mod decoding;
mod encoding;
mod http2;
mod limits;
mod load;
mod naive;
mod paging;
mod redirects;
mod retry;
mod sample;
mod secrets;
mod subject;

/// How long a row may take. Most are through in a second.
const PATIENCE: std::time::Duration = std::time::Duration::from_mins(4);
