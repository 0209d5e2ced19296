//! The server, which is this program once more.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::payload::packages;

/// What tells the program to be the server.
pub(crate) const SERVE: &str = "--serve-packages";

/// The server's process, which ends with this.
pub(crate) struct Process {
    pub(crate) origin: String,
    child: Child,
}

impl Process {
    /// Starts it, and waits until it listens.
    pub(crate) fn start() -> Self {
        let program = std::env::current_exe().expect("the program knows its own file");
        let mut child =
            Command::new(program).arg(SERVE).stdout(Stdio::piped()).spawn().expect("it starts once more");
        let mut origin = String::new();
        let output = child.stdout.take().expect("it was asked for");
        BufReader::new(output).read_line(&mut origin).expect("it says where it listens");
        Self { origin: origin.trim().to_owned(), child }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// Answers everything with a list of packages, as many as the first segment of the path says.
pub(crate) fn serve() -> ! {
    let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a free port");
    println!("http://{}", listener.local_addr().expect("it is bound"));
    let answers = [1, 100].map(|count| (format!("GET /{count}/"), answer(count)));
    loop {
        let (stream, _) = listener.accept().expect("a connection comes in whole");
        let answers = answers.clone();
        thread::spawn(move || serve_one(stream, &answers));
    }
}

fn answer(count: i64) -> Vec<u8> {
    let body = packages(count, true);
    let head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nX-GitHub-Request-Id: AB:12";
    format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn serve_one(mut stream: TcpStream, answers: &[(String, Vec<u8>)]) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer).ok().filter(|count| *count > 0)?;
        request.extend_from_slice(&buffer[..count]);
        if request.ends_with(b"\r\n\r\n") {
            let answer = answers.iter().find(|(begin, _)| request.starts_with(begin.as_bytes()));
            stream.write_all(&answer?.1).ok()?;
            request.clear();
        }
    }
}
