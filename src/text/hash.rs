//! Hashes of folded forms: equal forms have equal hashes, in every text and on every machine.

use std::ops::Range;

/// Odd numbers without a pattern, from the fraction of the golden ratio and from the square root of three.
const MULTIPLIERS: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xBB67_AE85_84CA_A73B];

/// The first eight of the bytes in `range` as a number, with zeros where there are fewer.
#[inline]
pub(crate) fn head(bytes: &[u8], range: Range<usize>) -> u64 {
    let length = range.len();
    match bytes[range.start..].first_chunk::<8>() {
        // Nearly always the bytes go on after the range: no copy, and no branch on its length.
        Some(eight) if length > 0 => u64::from_le_bytes(*eight) & (u64::MAX >> (64 - 8 * length.min(8))),
        _ => eight_of(&bytes[range]),
    }
}

/// A hash of the bytes in `range`. For tables within one process: good in its high bits and in its low ones, and no defence against who
/// chooses the bytes.
#[inline]
pub(crate) fn hash(bytes: &[u8], range: Range<usize>) -> u32 {
    let mut hash = mix(head(bytes, range.clone()));
    if range.len() > 8 {
        for chunk in bytes[range.start + 8..range.end].chunks(8) {
            hash = mix(hash ^ eight_of(chunk));
        }
    }
    half(hash)
}

/// The hash of at most eight bytes by their [`head`].
#[inline]
pub(crate) fn hash_of_head(head: u64) -> u32 {
    half(mix(head))
}

/// The high half, which has met every bit.
#[inline]
fn half(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[inline]
fn mix(number: u64) -> u64 {
    let product = number.wrapping_mul(MULTIPLIERS[0]);
    (product ^ product >> 32).wrapping_mul(MULTIPLIERS[1])
}

/// The first eight bytes as a number, with zeros where there are fewer.
fn eight_of(bytes: &[u8]) -> u64 {
    let mut eight = [0; 8];
    let length = bytes.len().min(8);
    eight[..length].copy_from_slice(&bytes[..length]);
    u64::from_le_bytes(eight)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_bytes_around_do_not_matter() {
        let text = b"a drone over the oblast of Dnipropetrovsk";
        for start in 0..text.len() {
            for end in start..=text.len() {
                let alone = &text[start..end];
                assert_eq!(head(text, start..end), head(alone, 0..alone.len()));
                assert_eq!(hash(text, start..end), hash(alone, 0..alone.len()));
                assert!(end > start + 8 || hash_of_head(head(text, start..end)) == hash(text, start..end));
            }
        }
        assert_eq!(head(b"drone", 0..5), u64::from_le_bytes(*b"drone\0\0\0"));
    }

    #[test]
    fn words_that_look_alike_do_not_meet() {
        let words: Vec<String> = (0..100_000).map(|number| format!("w{number}")).collect();
        let hashes: HashSet<u32> = words.iter().map(|word| hash(word.as_bytes(), 0..word.len())).collect();
        // Of 100,000 random numbers of 32 bits about one meets another.
        assert!(hashes.len() > 99_980, "{}", hashes.len());
        let low: HashSet<u32> = hashes.iter().map(|hash| hash & 0xFFFF).collect();
        let high: HashSet<u32> = hashes.iter().map(|hash| hash >> 16).collect();
        // 100,000 balls in 65,536 boxes leave 22 in a hundred empty.
        assert!(low.len() > 50_000 && high.len() > 50_000, "{} {}", low.len(), high.len());
    }
}
