//! A GitHub on this machine with one container package, for programs that list, get and delete its versions.
//!
//! It answers over real HTTP/1.1, with connections that stay open, as the API does: pages with `Link` headers, rate
//! limits, errors. On a plan made from a seed it breaks answers, and it checks that a client keeps to the limits that it
//! was told. Its time can run faster than ours, for clients whose clock does so too.

mod answer;
mod faults;
mod http;
mod limits;
mod random;
mod record;
mod scale;
mod serve;
mod version;
mod versions;

use std::net::TcpListener;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

pub use self::faults::{Fault, Faults};
pub use self::limits::Limits;
pub use self::record::Record;
pub use self::scale::Scale;
pub use self::version::{Form, Version};

use self::serve::State;

/// Whose the package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The organization of this name.
    Org(&'static str),
    /// The user of this name.
    User(&'static str),
    /// The user whose token it is.
    Own,
}

/// What the server has and how it behaves.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Whose the package is.
    pub owner: Owner,
    /// Its name, which may hold slashes.
    pub package: &'static str,
    /// Its versions, the newest first, which is the order of the list.
    pub versions: Vec<Version>,
    /// What versions are tagged with: [`Version::tags`] counts into it. `{id}` stands for the id of the version.
    pub tag_sets: Vec<Vec<&'static str>>,
    /// How fast its time runs.
    pub scale: Scale,
    /// What goes wrong.
    pub faults: Faults,
    /// How much may be asked.
    pub limits: Limits,
}

impl Setup {
    /// A server that is always right and sets no limits.
    pub fn new(owner: Owner, package: &'static str, versions: Vec<Version>) -> Self {
        Self {
            owner,
            package,
            versions,
            tag_sets: vec![vec![], vec!["v{id}"]],
            scale: Scale::REAL,
            faults: Faults::never(),
            limits: Limits::none(),
        }
    }
}

/// A running server. Its threads end with the process.
#[derive(Clone, Debug)]
pub struct FakeGithub {
    /// `http://127.0.0.1:PORT/api/v3`
    pub base_url: String,
    state: Arc<Mutex<State>>,
}

impl FakeGithub {
    /// Starts a server on a free port.
    pub fn start(setup: Setup) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a free port");
        let address = listener.local_addr().expect("the listener is bound");
        let state = Arc::new(Mutex::new(State::new(setup, format!("http://{address}/api/v3"))));
        let server = Self { base_url: format!("http://{address}/api/v3"), state };
        let serving = server.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                // A client that was killed may be gone before it is greeted.
                let Ok(stream) = stream else { continue };
                let state = Arc::clone(&serving.state);
                thread::spawn(move || serve::connection(stream, &state));
            }
        });
        server
    }

    /// What it was asked and what it did, so far.
    pub fn record(&self) -> Record {
        self.state().record.clone()
    }

    /// The versions as they are now, those that were deleted too, in the order in which they were set up.
    pub fn versions(&self) -> Vec<Version> {
        self.state().versions.all().to_vec()
    }

    /// Changes versions as if somebody else did.
    pub fn change(&self, change: impl FnMut(&mut Version)) {
        self.state().versions.change(change);
    }

    /// Behaves in another way from now on.
    pub fn set_faults(&self, faults: Faults) {
        self.state().faults.set(faults);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
