//! How fast the checksum is: `cargo bench -p service-checksum`

use std::hint::black_box;
use std::time::Instant;

use service_checksum::Checksum;

const BLOCK: usize = 64 * 1024;
const ROUNDS: usize = 500;

fn main() {
    let data: Vec<u8> = (0..BLOCK).map(|i| (i % 251) as u8).collect();

    let start = Instant::now();
    let checksum = (0..ROUNDS).fold(Checksum::default(), |checksum, _| {
        checksum.update(black_box(&data))
    });
    let seconds = start.elapsed().as_secs_f64();

    let megabytes = (BLOCK * ROUNDS) as f64 / 1e6;
    println!(
        "{megabytes:.0} MB, checksum {checksum}: {:.0} MB/s",
        megabytes / seconds
    );
}
