//! Bodies that were packed for the way.

use std::io::{self, Write as _};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderValue};

/// What is unpacked at once, in bytes: it becomes a thousand times as much at most, before anybody counts.
const SLICE: usize = 4 * 1024;

/// Unpacks a body bit by bit.
pub(crate) struct Unpack {
    decoder: MultiGzDecoder<Vec<u8>>,
    /// What has come, and is still packed.
    packed: Bytes,
    is_empty: bool,
}

impl Unpack {
    /// What the headers say that a body has to go through, if anything. They say nothing of it any more then.
    pub(crate) fn of(headers: &mut HeaderMap) -> io::Result<Option<Self>> {
        let Some(encoding) = headers.get(CONTENT_ENCODING) else { return Ok(None) };
        let name = encoding.as_bytes().trim_ascii();
        if name.is_empty() || name.eq_ignore_ascii_case(b"identity") {
            return Ok(None);
        }
        let is_alone = headers.get_all(CONTENT_ENCODING).iter().count() == 1;
        if !is_alone || !(name.eq_ignore_ascii_case(b"gzip") || name.eq_ignore_ascii_case(b"x-gzip")) {
            let names = headers.get_all(CONTENT_ENCODING).iter().map(HeaderValue::as_bytes);
            let names: Vec<_> = names.map(|name| name.escape_ascii().to_string()).collect();
            let message = format!("its encoding is {}, and only gzip was asked for", names.join(", "));
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        headers.remove(CONTENT_ENCODING);
        headers.remove(CONTENT_LENGTH);
        Ok(Some(Self { decoder: MultiGzDecoder::new(Vec::new()), packed: Bytes::new(), is_empty: true }))
    }

    /// Takes what has come.
    pub(crate) fn push(&mut self, chunk: Bytes) {
        self.packed = chunk;
    }

    /// Unpacks some of what has come; none when all of that is unpacked.
    pub(crate) fn next(&mut self) -> io::Result<Option<Bytes>> {
        while !self.packed.is_empty() {
            self.is_empty = false;
            let slice = self.packed.split_to(self.packed.len().min(SLICE));
            self.decoder.write_all(&slice)?;
            let unpacked = std::mem::take(self.decoder.get_mut());
            if !unpacked.is_empty() {
                return Ok(Some(unpacked.into()));
            }
        }
        Ok(None)
    }

    /// Checks that the end is one.
    pub(crate) fn finish(&mut self) -> io::Result<Option<Bytes>> {
        if std::mem::replace(&mut self.is_empty, true) {
            return Ok(None);
        }
        self.decoder.try_finish()?;
        Ok(Some(std::mem::take(self.decoder.get_mut()).into()))
    }
}
