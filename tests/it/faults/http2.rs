//! A server of HTTP/2 that ends its connections in every way, with frames that are written by hand.

use docwright_tests::fault_server::{Connection, FaultServer};

use super::sample::packages;
use super::subject::Subject;

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;

const ACK: u8 = 1;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

const NO_ERROR: u32 = 0;
const REFUSED_STREAM: u32 = 7;
const ENHANCE_YOUR_CALM: u32 = 11;

/// What the server does with a request.
#[derive(Clone, Copy, Debug)]
enum Act {
    Answers,
    /// Answers, and says that it will answer nothing more.
    AnswersAndGoes,
    /// Says that it will answer nothing, not even this.
    Goes(u32),
    /// Answers not this request, but the next one.
    Resets(u32),
    /// Begins an answer and goes.
    AnswersInHalf,
    /// Sends data that belongs to no request.
    BreaksRules,
}

/// What becomes of a call where the first connection does one thing, and all further ones another.
pub(super) async fn connections_that_end(subject: Subject) {
    use Act::{Answers, AnswersAndGoes, AnswersInHalf, BreaksRules, Goes, Resets};
    let answered = None;
    let table = [
        (Answers, Answers, answered, 1),
        (Goes(NO_ERROR), Answers, answered, 2),
        (Goes(ENHANCE_YOUR_CALM), Answers, answered, 2),
        // The next request has the same connection.
        (Resets(REFUSED_STREAM), Answers, answered, 1),
        (BreaksRules, Answers, answered, 2),
        (AnswersInHalf, Answers, answered, 2),
        (Goes(NO_ERROR), Goes(NO_ERROR), Some("transport Interrupted"), 3),
        (Goes(ENHANCE_YOUR_CALM), Goes(ENHANCE_YOUR_CALM), Some("transport Interrupted"), 3),
        (BreaksRules, BreaksRules, Some("transport Interrupted"), 3),
        (AnswersInHalf, AnswersInHalf, Some("transport IncompleteBody"), 3),
    ];
    for (first, others, expected, connections) in table {
        let server = serve(first, others);
        let row = (first, others);
        match (subject.http2(&server.origin).list().await, expected) {
            (Ok(reply), None) => assert_eq!(reply.packages[0].id, 7, "{row:?}"),
            (Err(failure), Some(label)) => failure.assert_label(label, &row),
            (got, _) => panic!("{row:?}: {got:?}"),
        }
        assert_eq!(server.connections(), connections, "{row:?}");
    }
    // Where the server goes after an answer, the next call has a connection of its own.
    let server = serve(AnswersAndGoes, AnswersAndGoes);
    let github = subject.http2(&server.origin);
    for calls in 1..=3 {
        assert_eq!(github.list().await.unwrap().packages[0].id, 7);
        assert_eq!(server.connections(), calls);
    }
}

/// A server that answers as it should.
pub(super) fn server() -> FaultServer {
    serve(Act::Answers, Act::Answers)
}

fn serve(first: Act, others: Act) -> FaultServer {
    FaultServer::start(move |connection| {
        let act = if connection.number == 0 { first } else { others };
        connection.write(frame(SETTINGS, 0, 0, &[]));
        // A reset of one stream leaves the connection to the next.
        let Some(mut stream) = request(connection) else { return };
        connection.write(frame(SETTINGS, ACK, 0, &[]));
        if let Act::Resets(code) = act {
            connection.write(frame(RST_STREAM, 0, stream, &code.to_be_bytes()));
            let Some(next) = request(connection) else { return };
            stream = next;
        }
        let body = packages(&[7]);
        let head = frame(HEADERS, END_HEADERS, stream, &[STATUS_200]);
        let answer = [head.clone(), frame(DATA, END_STREAM, stream, body.as_bytes())].concat();
        match act {
            Act::Answers | Act::Resets(_) => connection.write(answer),
            Act::AnswersAndGoes => connection.write([answer, goaway(stream, NO_ERROR)].concat()),
            Act::Goes(code) => connection.write(goaway(0, code)),
            Act::AnswersInHalf => {
                connection.write([head, frame(DATA, 0, stream, &body.as_bytes()[..9])].concat())
            }
            Act::BreaksRules => connection.write(frame(DATA, 0, 0, b"x")),
        };
        if matches!(act, Act::Answers | Act::Resets(_)) {
            connection.stay_silent();
        } else {
            connection.end();
        }
    })
}

/// `:status: 200`, as HPACK has it in its table.
const STATUS_200: u8 = 0x88;

fn goaway(last: u32, code: u32) -> Vec<u8> {
    frame(GOAWAY, 0, 0, &[last.to_be_bytes(), code.to_be_bytes()].concat())
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let head = [&length[1..], &[kind, flags], &stream.to_be_bytes()].concat();
    [head.as_slice(), payload].concat()
}

/// Reads until a request is there, and gives the number of its stream.
fn request(connection: &mut Connection) -> Option<u32> {
    let mut read = Vec::new();
    loop {
        let more = connection.read_bytes();
        if more.is_empty() {
            return None;
        }
        read.extend(more);
        let mut frames = read.strip_prefix(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").unwrap_or(&read);
        while frames.len() >= 9 {
            let length = u32::from_be_bytes([0, frames[0], frames[1], frames[2]]) as usize;
            if frames.len() < 9 + length {
                break;
            }
            if frames[3] == HEADERS {
                return Some(u32::from_be_bytes([frames[5], frames[6], frames[7], frames[8]]));
            }
            frames = &frames[9 + length..];
        }
    }
}
