//! The versions of the package.

use super::version::Version;

/// All versions, and which of them are there.
#[derive(Debug)]
pub(super) struct Versions {
    all: Vec<Version>,
    /// The places in `all` of those that were not deleted.
    active: Vec<u32>,
    /// Those places in the order of the ids.
    by_id: Vec<u32>,
}

impl Versions {
    pub(super) fn new(all: Vec<Version>) -> Self {
        let places = 0..u32::try_from(all.len()).expect("there are fewer versions than that");
        let mut by_id: Vec<u32> = places.clone().collect();
        by_id.sort_unstable_by_key(|place| all[*place as usize].id);
        let mut versions = Self { all, active: places.collect(), by_id };
        versions.change(|_| ());
        versions
    }

    pub(super) fn all(&self) -> &[Version] {
        &self.all
    }

    /// Changes them, and finds out which are there.
    pub(super) fn change(&mut self, change: impl FnMut(&mut Version)) {
        self.all.iter_mut().for_each(change);
        let places = 0..u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.active = places.filter(|place| !self.all[*place as usize].deleted).collect();
    }

    /// How many were not deleted.
    pub(super) fn active(&self) -> usize {
        self.active.len()
    }

    /// The places of a page of those that were not deleted, counted from 1.
    pub(super) fn page(&self, number: usize, size: usize) -> Vec<u32> {
        self.active.iter().skip((number - 1) * size).take(size).copied().collect()
    }

    /// The version at a place.
    pub(super) fn at(&self, place: u32) -> &Version {
        &self.all[place as usize]
    }

    /// A version that was not deleted.
    pub(super) fn get(&self, id: u64) -> Option<&Version> {
        self.place(id).map(|place| self.at(place)).filter(|version| !version.deleted)
    }

    /// Counts the versions of a page that is sent whole.
    pub(super) fn listed(&mut self, places: &[u32]) {
        for place in places {
            self.all[*place as usize].listed += 1;
        }
    }

    /// Deletes a version, and says whether it was there.
    pub(super) fn delete(&mut self, id: u64) -> bool {
        let Some(place) = self.place(id) else { return false };
        let version = &mut self.all[place as usize];
        if version.deleted {
            version.deletions_in_vain += 1;
            return false;
        }
        version.deleted = true;
        version.deletions += 1;
        if let Ok(index) = self.active.binary_search(&place) {
            self.active.remove(index);
        }
        true
    }

    fn place(&self, id: u64) -> Option<u32> {
        let index = self.by_id.binary_search_by_key(&id, |place| self.at(*place).id).ok()?;
        Some(self.by_id[index])
    }
}
