//! A server on this machine that may do on the wire whatever a script wants: cut answers short, reset connections, send
//! one byte at a time, never answer. It also counts connections.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use socket2::SockRef;

use crate::server::{Received, read};

/// A running server, with a thread for each connection. They end with the process.
#[derive(Debug)]
pub struct FaultServer {
    /// `http://127.0.0.1:PORT`
    pub origin: String,
    seen: Arc<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    received: Mutex<Vec<Received>>,
    connections: AtomicUsize,
    open: AtomicUsize,
    peak: AtomicUsize,
}

impl FaultServer {
    /// Serves each connection by a function.
    pub fn start(serve: impl Fn(&mut Connection) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a free port");
        let address = listener.local_addr().expect("the listener is bound");
        let seen = Arc::new(Seen::default());
        let (serve, shared) = (Arc::new(serve), Arc::clone(&seen));
        thread::spawn(move || {
            for stream in listener.incoming() {
                // A client that went before it was let in is no business of the test.
                let Ok(stream) = stream else { continue };
                let number = shared.connections.fetch_add(1, Ordering::SeqCst);
                let open = shared.open.fetch_add(1, Ordering::SeqCst) + 1;
                shared.peak.fetch_max(open, Ordering::SeqCst);
                let (serve, seen) = (Arc::clone(&serve), Arc::clone(&shared));
                thread::spawn(move || {
                    let mut connection = Connection { number, stream, seen };
                    serve(&mut connection);
                });
            }
        });
        Self { origin: format!("http://{address}"), seen }
    }

    /// Writes the same bytes whatever is asked, and closes.
    pub fn bytes(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::start(move |connection| {
            if connection.read().is_some() {
                connection.write(&answer);
            }
        })
    }

    /// The requests that came so far.
    pub fn received(&self) -> Vec<Received> {
        self.seen.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many requests came so far.
    pub fn requests(&self) -> usize {
        self.seen.received.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// How many connections were made so far.
    pub fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// How many connections are open.
    pub fn open(&self) -> usize {
        self.seen.open.load(Ordering::SeqCst)
    }

    /// How many connections were open at once.
    pub fn peak(&self) -> usize {
        self.seen.peak.load(Ordering::SeqCst)
    }
}

/// One connection of a client. It is closed in order when it is dropped.
#[derive(Debug)]
pub struct Connection {
    /// Its number among all connections of the server, from 0.
    pub number: usize,
    stream: TcpStream,
    seen: Arc<Seen>,
}

impl Connection {
    /// The next request; none if the client has gone.
    pub fn read(&mut self) -> Option<Received> {
        let request = read(&mut self.stream)?;
        self.seen.received.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
        Some(request)
    }

    /// Whatever comes next, at most a buffer full; empty if the client has gone.
    pub fn read_bytes(&mut self) -> Vec<u8> {
        let mut buffer = vec![0; 64 * 1024];
        let count = self.stream.read(&mut buffer).unwrap_or(0);
        buffer.truncate(count);
        buffer
    }

    /// Writes bytes, and says whether the client took them.
    pub fn write(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).and_then(|()| self.stream.flush()).is_ok()
    }

    /// Writes one byte after the other, with a pause before each, until the client has had enough.
    pub fn write_slowly(&mut self, bytes: &[u8], pause: Duration) {
        for byte in bytes {
            thread::sleep(pause);
            if !self.write([*byte]) {
                break;
            }
        }
    }

    /// Ends what is said, and hears what the client has to say: to close on what nobody has read is a reset.
    pub fn end(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Write);
        self.stay_silent();
    }

    /// Says nothing until the client goes, and leaves the connection open.
    pub fn stay_silent(&mut self) {
        while !self.read_bytes().is_empty() {}
    }

    /// Makes the end of the connection a reset (RST), so that the client sees an error in place of an end.
    pub fn reset(&mut self) {
        let _ = SockRef::from(&self.stream).set_linger(Some(Duration::ZERO));
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.seen.open.fetch_sub(1, Ordering::SeqCst);
    }
}

/// An answer as it is written, with a length and without keeping the connection.
pub fn http(status: u16, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status} Whatever\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n{headers}\r\n{body}",
        body.len()
    )
}

/// An answer after which the connection stays open.
pub fn kept_alive(status: u16, headers: &str, body: &str) -> String {
    http(status, headers, body).replace("Connection: close\r\n", "")
}
