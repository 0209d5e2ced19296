//! Servers that take their time, and streams that do.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use std::{io, thread, vec};

use bytes::Bytes;
use futures_core::Stream;
use tokio::time::{Instant, Sleep, sleep_until};

/// Hands each connection to a function, and gives the server's origin.
pub fn serve(answer: impl Fn(&mut TcpStream) -> io::Result<()> + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            // The client may go at any time, which some of the tests are about.
            let _ = answer(&mut stream.unwrap());
        }
    });
    origin
}

/// Reads a request up to and with `end`, and gives its text.
pub fn read_until(stream: &mut TcpStream, end: &str) -> io::Result<String> {
    let mut text = Vec::new();
    let mut buffer = [0; 4096];
    while !text.ends_with(end.as_bytes()) {
        let count = stream.read(&mut buffer)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        text.extend_from_slice(&buffer[..count]);
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Answers with a head and pieces, with a pause before each of them.
pub fn trickle(stream: &mut TcpStream, head: &str, pieces: &[&str], pause: Duration) -> io::Result<()> {
    read_until(stream, "\r\n\r\n")?;
    stream.write_all(format!("HTTP/1.1 {head}\r\n\r\n").as_bytes())?;
    for piece in pieces {
        thread::sleep(pause);
        stream.write_all(piece.as_bytes())?;
    }
    Ok(())
}

/// Chunks with a pause before each of them; `None` never comes.
pub struct Chunks {
    chunks: vec::IntoIter<Option<io::Result<Bytes>>>,
    pause: Duration,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Chunks {
    pub fn of(chunks: &[&'static str], pause: Duration) -> Self {
        let chunks = chunks.iter().map(|chunk| Some(Ok(Bytes::from_static(chunk.as_bytes()))));
        Self { chunks: chunks.collect::<Vec<_>>().into_iter(), pause, sleep: None }
    }

    /// Ends with an error, or with nothing at all.
    pub fn ending(chunk: &'static str, end: Option<io::Error>) -> Self {
        let chunks = vec![Some(Ok(Bytes::from_static(chunk.as_bytes()))), end.map(Err)];
        Self { chunks: chunks.into_iter(), pause: Duration::ZERO, sleep: None }
    }
}

impl Stream for Chunks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pause = self.pause;
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + pause)));
        if sleep.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        self.sleep = None;
        if matches!(self.chunks.as_slice(), [None, ..]) {
            return Poll::Pending;
        }
        Poll::Ready(self.chunks.next().flatten())
    }
}
