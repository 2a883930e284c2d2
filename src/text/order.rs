/// Puts things into the order of two numbers that each has, such as the bounds of its span; equal
/// ones keep theirs.
///
/// The standard library compiles its sorting anew for every type, at some kilobytes of the page each.
/// Here all types share one.
pub fn sort_by_numbers<T>(things: &mut Vec<T>, numbers: impl Fn(&T) -> (usize, usize)) {
    // Most lists are in order already.
    if things.is_sorted_by_key(&numbers) {
        return;
    }
    let mut order: Vec<(usize, usize, usize)> = things
        .iter()
        .enumerate()
        .map(|(index, thing)| {
            let (first, second) = numbers(thing);
            (first, second, index)
        })
        .collect();
    sort(&mut order);
    let mut unordered: Vec<Option<T>> = things.drain(..).map(Some).collect();
    things.extend(
        order
            .iter()
            .filter_map(|(_, _, index)| unordered.get_mut(*index)?.take()),
    );
}

#[inline(never)]
fn sort(order: &mut [(usize, usize, usize)]) {
    order.sort_unstable();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::sort_by_numbers;

    proptest! {
        #[test]
        fn it_is_a_stable_sort(numbers in proptest::collection::vec((0..4_usize, 0..4_usize), 0..20)) {
            let mut things: Vec<_> = numbers.into_iter().enumerate().collect();
            let mut expected = things.clone();
            expected.sort_by_key(|(_, numbers)| *numbers);
            sort_by_numbers(&mut things, |(_, numbers)| *numbers);
            prop_assert_eq!(things, expected);
        }
    }
}
