//! Identifiers that look random and come out the same on every start. What they are given to lives elsewhere.

/// The identifier of the thing with this number among all things with this prefix.
pub(super) fn resource_id(prefix: &str, number: u64) -> String {
    format!("{prefix}_{:016x}", mixed(number))
}

/// The id of the request with this number, in the form of a version 4 UUID.
pub(super) fn request_id(number: u64) -> String {
    let (high, low) = (mixed(number), mixed(!number));
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        low >> 52,
        low & 0xffff_ffff_ffff,
    )
}

/// The output function of SplitMix64: one to one, so different numbers never share an identifier.
fn mixed(number: u64) -> u64 {
    let mut bits = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
