include!(env!("TABLE"));

fn main() {
    println!("reader: {TABLE:?}");
}
