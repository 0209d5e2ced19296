//! Listing all versions before anything is deleted: a deletion moves the pages behind it, so that a list that goes on
//! meanwhile would miss some.

use octoquill::{Error, Timestamp};

use super::client::{self, Scaled, TRIES};
use super::facts;
use super::report::Bar;
use super::state::{Journal, Progress, StateError};
use super::target::Target;

/// Why the list is not complete.
#[derive(Debug)]
pub(crate) enum ListError {
    /// A page cannot be had.
    Page(Box<Error>),
    /// The state file cannot be written.
    State(StateError),
}

/// Lists what is not listed yet.
pub(crate) async fn list(
    target: &Target,
    clock: &Scaled,
    journal: &mut Journal,
    progress: &mut Progress,
    bar: &Bar,
) -> Result<(), ListError> {
    let mut tries = 0;
    let mut pages = target.pages(progress.next.as_ref());
    while !progress.is_listed() {
        let page = match pages.next().await {
            Some(page) => facts::of_page(page),
            // Even an empty list has a page, after which it is listed.
            None => return Ok(()),
        };
        match page {
            Ok(mut facts) => {
                tries = 0;
                let (at, next) = (Timestamp::now(), pages.cursor());
                journal.page(at, &facts.versions, &facts.doubtful, &next).map_err(ListError::State)?;
                progress.listed(at, &mut facts.versions, &mut facts.doubtful, next);
                bar.at(progress.versions.len() + progress.doubtful.len());
            }
            Err(error) => {
                tries += 1;
                if tries == TRIES || !client::is_passing(&error) {
                    return Err(ListError::Page(Box::new(error)));
                }
                client::pause(clock, tries).await;
                pages = target.pages(progress.next.as_ref());
            }
        }
    }
    Ok(())
}
