from kg.analysis.continuity import continue_groups


def test_first_groups_are_numbered_in_the_order_given():
    course = continue_groups(["abc", "xyz"], {})
    assert (course.numbers, course.split_from, course.merged_into) == ((1, 2), (), ())


def test_a_group_keeps_its_number_whatever_its_place():
    assert continue_groups(["xyzw", "abc"], {1: "abc", 2: "xyz"}).numbers == (2, 1)


def test_a_number_that_was_used_is_never_given_again():
    assert continue_groups(["abc", "klm"], {1: "abc"}, used=7).numbers == (1, 8)


def test_the_larger_half_of_a_split_keeps_the_number_and_the_other_says_where_it_came_from():
    course = continue_groups(["abcd", "xyz"], {4: "abcdxyz"})
    assert course.numbers == (4, 5)
    assert course.split_from == ((5, 4, 1.0),)


def test_of_two_that_merge_the_more_alike_goes_on():
    course = continue_groups(["abcdexyz"], {1: "xyz", 2: "abcde"})
    assert course.numbers == (2,)
    assert course.merged_into == ((1, 2, 1.0),)


def test_a_group_that_lost_nearly_all_its_members_does_not_go_on():
    course = continue_groups(["aklmnopqrs"], {1: "abcdef"})
    assert course.numbers == (2,)
    assert course.merged_into == ()
