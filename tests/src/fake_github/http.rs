//! HTTP/1.1, as far as requests without bodies need it.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::Duration;

use super::answer::Answer;

/// The largest head of a request, in bytes.
const HEAD: usize = 16 * 1024;

/// A request as it came.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) method: String,
    /// The path and query.
    pub(super) target: String,
    headers: Vec<(String, String)>,
    /// How many bytes it takes.
    length: usize,
}

/// How an answer ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// As it should.
    Whole,
    /// By a reset before its first byte.
    ResetBefore,
    /// By a reset in its body.
    ResetInBody,
    /// By the end of the connection in its body.
    Truncated,
}

impl Request {
    /// The value of a header, whose name is in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Looks at the next request and leaves it in the connection: one that is closed with something unread is reset.
pub(super) fn peek(stream: &TcpStream) -> Option<Request> {
    let mut buffer = vec![0; HEAD];
    loop {
        let count = stream.peek(&mut buffer).ok().filter(|count| *count > 0)?;
        let text = String::from_utf8_lossy(&buffer[..count]);
        if let Some((head, _)) = text.split_once("\r\n\r\n") {
            return parse(head);
        }
        if count == HEAD {
            return None;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

fn parse(head: &str) -> Option<Request> {
    let mut lines = head.split("\r\n");
    let mut words = lines.next()?.split(' ').map(str::to_owned);
    let (method, target) = (words.next()?, words.next()?);
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    Some(Request { method, target, headers, length: head.len() + 4 })
}

/// Answers a request that was looked at; the connection can be used again if that gives true.
pub(super) fn answer(stream: &mut TcpStream, request: &Request, answer: &Answer, end: End) -> bool {
    write(stream, request, answer, end).is_ok() && end == End::Whole
}

fn write(stream: &mut TcpStream, request: &Request, answer: &Answer, end: End) -> io::Result<()> {
    if end == End::ResetBefore {
        return Ok(());
    }
    let mut bytes = head(answer).into_bytes();
    let body = answer.body.as_bytes();
    if end == End::Whole {
        stream.read_exact(&mut vec![0; request.length])?;
        bytes.extend_from_slice(body);
        return stream.write_all(&bytes);
    }
    bytes.extend_from_slice(&body[..body.len() / 2]);
    stream.write_all(&bytes)?;
    if end == End::Truncated {
        stream.read_exact(&mut vec![0; request.length])?;
        return stream.shutdown(Shutdown::Write);
    }
    // The half of the body goes out before the reset throws away what was not sent.
    thread::sleep(Duration::from_millis(2));
    Ok(())
}

fn head(answer: &Answer) -> String {
    let mut head = vec![format!("HTTP/1.1 {} Whatever", answer.status)];
    if answer.status != 204 {
        head.push(format!("Content-Length: {}", answer.body.len()));
        head.push("Content-Type: application/json; charset=utf-8".to_owned());
    }
    head.extend(answer.headers.iter().map(|(name, value)| format!("{name}: {value}")));
    head.join("\r\n") + "\r\n\r\n"
}
