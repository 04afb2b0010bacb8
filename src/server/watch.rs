//! Whether the tables in the configured directories have changed: looked at every few seconds.
//!
//! Polling sees what notifications miss, changes on a network file system or by another container, and asks nothing of the platform. It is
//! some twenty calls of `stat` each time.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Interval, MissedTickBehavior, interval};

/// Waits for changes.
#[derive(Debug)]
pub(super) struct Changes {
    directories: Arc<[PathBuf]>,
    /// How long tables have to stay as they are before they are read: a table that is being written is left alone.
    rest: Duration,
    settling: Settling,
    polls: Option<Interval>,
}

impl Changes {
    /// Changes of the tables in `directories` from now on, each when it is over for as long as `rest`; none where that is no time. Reads the
    /// directories, and so belongs on a thread that may wait.
    pub(super) fn from_now_on(directories: &[PathBuf], rest: Duration) -> Self {
        Self { directories: directories.into(), rest, settling: Settling::new(fingerprint(directories)), polls: None }
    }

    /// Returns when the tables have changed and rest again. May be dropped and called again.
    pub(super) async fn next(&mut self) {
        if self.directories.is_empty() || self.rest.is_zero() {
            return std::future::pending().await;
        }
        loop {
            let polls = self.polls.get_or_insert_with(|| {
                let mut polls = interval(self.rest);
                // After a long reload the tables have to rest for a whole interval all the same.
                polls.set_missed_tick_behavior(MissedTickBehavior::Delay);
                polls
            });
            polls.tick().await;
            let directories = Arc::clone(&self.directories);
            let looked = tokio::task::spawn_blocking(move || fingerprint(&directories)).await;
            if looked.is_ok_and(|now| self.settling.observe(now)) {
                return;
            }
        }
    }
}

/// Tells a change that is over from one that goes on.
#[derive(Debug)]
struct Settling {
    /// What was seen when a change was last told.
    told: u64,
    last: u64,
}

impl Settling {
    fn new(now: u64) -> Self {
        Self { told: now, last: now }
    }

    /// Whether something has changed since a change was last told, and not since the last look.
    fn observe(&mut self, now: u64) -> bool {
        let is_settled = now == self.last && now != self.told;
        self.last = now;
        if is_settled {
            self.told = now;
        }
        is_settled
    }
}

/// What a change of a table changes: paths, lengths, times and, where there are any, numbers of files, behind all links.
fn fingerprint(directories: &[PathBuf]) -> u64 {
    // With its fixed keys: two fingerprints have to be comparable.
    let mut hasher = DefaultHasher::new();
    for directory in directories {
        for folder in [directory.clone(), directory.join("lexicon/en")] {
            for table in tables(&folder) {
                stamp(&table, &mut hasher);
            }
            folder.is_dir().hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// What a gazetteer is made of; the copies that editors keep beside a file are hidden or end in something else.
fn tables(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let is_table = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        name.ends_with(".tsv") && !name.starts_with('.')
    };
    let mut tables: Vec<PathBuf> = entries.filter(is_table).collect();
    tables.sort();
    tables
}

fn stamp(path: &Path, hasher: &mut impl Hasher) {
    path.hash(hasher);
    let Ok(metadata) = fs::metadata(path) else { return };
    metadata.len().hash(hasher);
    metadata.modified().ok().hash(hasher);
    // A file renamed to this place may be older, and as long.
    #[cfg(unix)]
    std::os::unix::fs::MetadataExt::ino(&metadata).hash(hasher);
}

#[cfg(test)]
mod tests {
    use super::*;

    const INTERVAL: Duration = Duration::from_secs(2);

    #[test]
    fn a_change_is_told_once_and_when_it_is_over() {
        let mut settling = Settling::new(0);
        let told: Vec<bool> = [0, 1, 2, 2, 2, 3, 0, 0, 5, 0, 0].into_iter().map(|now| settling.observe(now)).collect();
        let expected = [false, false, false, true, false, false, false, true, false, false, false];
        assert_eq!(told, expected);
    }

    #[test]
    fn every_way_of_changing_a_table_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let directories = [folder.path().to_owned()];
        let path = |name: &str| folder.path().join(name);
        let mut last = fingerprint(&directories);
        let mut is_seen = || {
            let now = fingerprint(&directories);
            now != std::mem::replace(&mut last, now)
        };
        assert!(!is_seen(), "nothing has changed");
        fs::write(path("places.tsv"), "id\tname\n").unwrap();
        assert!(is_seen(), "a new table");
        fs::write(path("places.tsv"), "id\tname\nx:1\tSkelby\n").unwrap();
        assert!(is_seen(), "more rows");
        fs::write(path(".places.tsv.swp"), "x").unwrap();
        fs::write(path("places.tsv~"), "x").unwrap();
        assert!(!is_seen(), "an editor's copies");
        let times = fs::FileTimes::new().set_modified(fs::metadata(path("places.tsv")).unwrap().modified().unwrap());
        fs::write(path("places.new"), "id\tname\nx:1\tSkelbY\n").unwrap();
        fs::File::options().write(true).open(path("places.new")).unwrap().set_times(times).unwrap();
        fs::rename(path("places.new"), path("places.tsv")).unwrap();
        #[cfg(unix)]
        assert!(is_seen(), "a file of the same length and time renamed to its place");
        fs::create_dir_all(path("lexicon/en")).unwrap();
        fs::write(path("lexicon/en/verbs.tsv"), "base\n").unwrap();
        assert!(is_seen(), "a table of the lexicon");
        fs::remove_file(path("lexicon/en/verbs.tsv")).unwrap();
        assert!(is_seen(), "a table that is gone");
        drop(folder);
        assert!(is_seen(), "a directory that is gone");
    }

    /// As Kubernetes mounts a ConfigMap: each file is a link through `..data`, which is a link to a directory with the version.
    #[cfg(unix)]
    #[tokio::test(start_paused = true)]
    async fn a_mounted_volume_whose_link_is_moved_is_seen_when_it_rests() {
        use std::os::unix::fs::symlink;

        let mount = tempfile::tempdir().unwrap();
        let path = |name: &str| mount.path().join(name);
        for (version, text) in [("..1", "id\tname\nx:1\tSkelby\n"), ("..2", "id\tname\nx:1\tOsmere\n")] {
            fs::create_dir(path(version)).unwrap();
            fs::write(path(version).join("places.tsv"), text).unwrap();
        }
        symlink("..1", path("..data")).unwrap();
        symlink("..data/places.tsv", path("places.tsv")).unwrap();
        let mut changes = Changes::from_now_on(&[mount.path().to_owned()], INTERVAL);
        assert!(tokio::time::timeout(20 * INTERVAL, changes.next()).await.is_err(), "nothing has changed");
        symlink("..2", path("..data_tmp")).unwrap();
        fs::rename(path("..data_tmp"), path("..data")).unwrap();
        let began = tokio::time::Instant::now();
        changes.next().await;
        assert!((INTERVAL..=2 * INTERVAL).contains(&began.elapsed()), "{:?}", began.elapsed());
        assert!(tokio::time::timeout(20 * INTERVAL, changes.next()).await.is_err(), "it is told once");
    }

    #[tokio::test(start_paused = true)]
    async fn without_directories_or_an_interval_nothing_changes() {
        let folder = tempfile::tempdir().unwrap();
        for (directories, rest) in [(vec![], INTERVAL), (vec![folder.path().to_owned()], Duration::ZERO)] {
            let mut changes = Changes::from_now_on(&directories, rest);
            fs::write(folder.path().join("places.tsv"), "id\tname\n").unwrap();
            assert!(tokio::time::timeout(20 * INTERVAL, changes.next()).await.is_err());
        }
    }
}
