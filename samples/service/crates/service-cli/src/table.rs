//! Lists for people to read.

use std::io::{Result, Write};

use service_model::{Movement, Part};

pub(crate) fn write_parts(out: &mut impl Write, parts: &[Part]) -> Result<()> {
    writeln!(out, "{:<16} {:>8}  NAME", "PART", "STOCK")?;
    for part in parts {
        writeln!(out, "{:<16} {:>8}  {}", part.sku, part.quantity, part.name)?;
    }
    Ok(())
}

pub(crate) fn write_movements(out: &mut impl Write, movements: &[Movement]) -> Result<()> {
    writeln!(out, "{:<10} {:>8}  REASON", "DATE", "MOVED")?;
    for movement in movements {
        let date = movement.at.date().to_string();
        writeln!(
            out,
            "{date:<10} {:>+8}  {}",
            movement.delta, movement.reason
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::OffsetDateTime;

    #[test]
    fn parts_are_in_columns() {
        let part = Part {
            sku: "BRS-0042".parse().unwrap(),
            name: "Brass ferrule".to_owned(),
            quantity: 12,
        };
        let mut out = Vec::new();
        write_parts(&mut out, &[part]).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "PART                STOCK  NAME\n\
             BRS-0042               12  Brass ferrule\n"
        );
    }

    #[test]
    fn movements_have_a_sign() {
        let movement = Movement {
            id: 1,
            sku: "BRS-0042".parse().unwrap(),
            delta: 5,
            reason: "delivery".to_owned(),
            at: OffsetDateTime::UNIX_EPOCH,
            checksum: 0,
        };
        let mut out = Vec::new();
        write_movements(&mut out, &[movement]).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "DATE          MOVED  REASON\n\
             1970-01-01       +5  delivery\n"
        );
    }
}
