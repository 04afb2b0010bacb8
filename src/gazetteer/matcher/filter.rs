//! A filter before the automata: whether any pattern can begin with a token, alone or with the next one.

use crate::text::Token;

/// Bits for each beginning: few enough to stay in the cache, enough that few strangers pass.
const BITS_PER_BEGINNING: usize = 16;
/// Words of 64 bits in a block, which is a line of the cache.
const BLOCK_WORDS: usize = 8;
/// More blocks than the 17 bits of a hash that choose one can tell apart would stay empty.
const MOST_BLOCKS: usize = 1 << 17;

/// How a pattern begins: the hashes of its first token and of its second, if it has one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Beginning {
    /// Hash of the first token.
    first: u32,
    /// Hash of the second token.
    second: Option<u32>,
}

impl Beginning {
    /// The beginning of a pattern of these tokens.
    ///
    /// # Panics
    /// When there is none.
    pub(crate) fn of(tokens: &[Token]) -> Self {
        Self { first: tokens[0].hash(), second: tokens.get(1).map(Token::hash) }
    }

    /// Hash of the first token.
    pub(super) fn first(self) -> u32 {
        self.first
    }
}

/// What may begin at a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Passes {
    /// No pattern.
    Nothing,
    /// A pattern of this token alone.
    Alone,
    /// A longer pattern, or one of this token alone.
    Longer,
}

/// A Bloom filter over beginnings. All those with one first token are in one block, so that a token costs one look at memory, and the first
/// question there is whether anything begins with it. It never denies what is there.
#[derive(Debug)]
pub(super) struct Filter {
    blocks: Box<[[u64; BLOCK_WORDS]]>,
}

impl Filter {
    /// The filter of `beginnings`.
    pub(super) fn new(beginnings: impl ExactSizeIterator<Item = Beginning>) -> Self {
        let blocks = (beginnings.len() * BITS_PER_BEGINNING / (64 * BLOCK_WORDS)).next_power_of_two().min(MOST_BLOCKS);
        let mut filter = Self { blocks: vec![[0; BLOCK_WORDS]; blocks].into_boxed_slice() };
        for Beginning { first, second } in beginnings {
            let block = filter.block(first);
            filter.blocks[block][first as usize & 7] |= 1 << (first >> 3 & 63);
            let (word, bits) = place(second.map_or(alone(first), |second| pair(first, second)));
            filter.blocks[block][word] |= bits;
        }
        filter
    }

    /// What may begin at `first`, before `second`.
    #[inline]
    pub(super) fn passes(&self, first: &Token, second: Option<&Token>) -> Passes {
        let hash = first.hash();
        let block = &self.blocks[self.block(hash)];
        if block[hash as usize & 7] >> (hash >> 3 & 63) & 1 == 0 {
            return Passes::Nothing;
        }
        let has = |key: u32| {
            let (word, bits) = place(key);
            block[word] & bits == bits
        };
        if second.is_some_and(|second| has(pair(hash, second.hash()))) {
            Passes::Longer
        } else if has(alone(hash)) {
            Passes::Alone
        } else {
            Passes::Nothing
        }
    }

    #[inline]
    fn block(&self, first: u32) -> usize {
        (first >> 15) as usize & (self.blocks.len() - 1)
    }
}

#[inline]
fn alone(first: u32) -> u32 {
    first.rotate_right(7)
}

#[inline]
fn pair(first: u32, second: u32) -> u32 {
    first.rotate_right(11) ^ second
}

/// The word of a block that a key's two bits are in, and those bits.
#[inline]
fn place(key: u32) -> (usize, u64) {
    ((key & 7) as usize, 1 << (key >> 3 & 63) | 1 << (key >> 9 & 63))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Abbreviations, NormalizedText};

    #[test]
    fn what_was_put_in_passes_and_little_else() {
        let letters = |number: usize| -> String {
            (0..4).map(|place| char::from(b'a' + u8::try_from(number / 26_usize.pow(place) % 26).unwrap())).collect()
        };
        let text = |number: usize| {
            if number.is_multiple_of(2) { letters(number) } else { format!("{} x{}", letters(number), letters(number * 7)) }
        };
        let read = |number: usize| NormalizedText::new(&text(number), &Abbreviations::default()).tokens().to_vec();
        let known: Vec<Beginning> = (0..5000).map(|number| Beginning::of(&read(number))).collect();
        let filter = Filter::new(known.into_iter());
        let passes = |number: usize| {
            let tokens = read(number);
            filter.passes(&tokens[0], tokens.get(1)) != Passes::Nothing
        };
        assert!((0..5000).all(passes));
        let strangers = (5000..10_000).filter(|number| passes(*number)).count();
        assert!(strangers < 300, "{strangers} of 5000");
    }
}
