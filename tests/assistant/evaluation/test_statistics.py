"""Statistics of abstention by hand and against scikit-learn, and the bootstrap."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from assistant.evaluation.bootstrap import distributions, interval, p_value, values
from assistant.evaluation.statistics import Auroc, CalibrationError, Ratio, RiskArea, Statistic, risk_coverage


def point(statistic: Statistic, count: int) -> float:
    return values({"it": statistic}, count)["it"]


def test_auroc_equals_scikit_learn_ties_and_weights_too() -> None:
    generator = np.random.default_rng(0)
    scores = generator.integers(0, 8, size=200) / 8
    positive = generator.random(200) < 0.3 + 0.4 * scores
    statistic = Auroc(scores, positive)
    assert point(statistic, 200) == pytest.approx(roc_auc_score(positive, scores), abs=1e-12)
    weights = generator.integers(0, 4, size=(3, 200)).astype(float)
    expected = [roc_auc_score(positive, scores, sample_weight=row) for row in weights]
    assert statistic(weights) == pytest.approx(expected, abs=1e-12)


def test_auroc_of_one_class_is_undefined() -> None:
    assert np.isnan(point(Auroc(np.array([0.1, 0.2]), np.array([True, True])), 2))
    assert np.isnan(point(Auroc(np.array([np.nan, np.nan]), np.array([True, False])), 2))


def test_risk_and_coverage_by_hand() -> None:
    # By falling confidence: right, wrong, right and wrong together; one of five is refused.
    confidence = np.array([0.5, 0.9, np.nan, 0.7, 0.5])
    wrong = np.array([False, False, False, True, True])
    coverage, risk = risk_coverage(confidence, wrong)
    assert coverage == pytest.approx([0.2, 0.4, 0.8])
    assert risk == pytest.approx([0, 1 / 2, 2 / 4])
    # (0 + 1/2 + 1/2 + 1/2) / 4: the two of one confidence come together.
    assert point(RiskArea(confidence, wrong), 5) == pytest.approx(1.5 / 4)
    nothing = risk_coverage(np.array([np.nan]), np.array([False]))
    assert [len(part) for part in nothing] == [0, 0]
    assert np.isnan(point(RiskArea(np.array([np.nan]), np.array([False])), 1))


def test_calibration_error_by_hand() -> None:
    # Bin 0.9 to 1: confidences 0.95 and 1.0, one positive: |1 - 1.95| = 0.95. Bin 0.2 to 0.3: 0.2, none: 0.2.
    confidence = np.array([0.95, 1.0, 0.2, np.nan])
    positive = np.array([True, False, False, True])
    assert point(CalibrationError(confidence, positive), 4) == pytest.approx((0.95 + 0.2) / 3)
    twice = CalibrationError(confidence, positive)(np.array([[2.0, 0.0, 1.0, 5.0]]))
    assert twice == pytest.approx([(2 * 0.05 + 0.2) / 3])


def test_weights_are_as_good_as_repeating_the_questions() -> None:
    generator = np.random.default_rng(1)
    confidence, flags = generator.integers(0, 6, 40) / 6, generator.random(40) < 0.5
    drawn = generator.integers(0, 40, 40)
    weights = np.bincount(drawn, minlength=40)[None].astype(float)
    for make in (Auroc, RiskArea, CalibrationError):
        assert make(confidence, flags)(weights)[0] == pytest.approx(point(make(confidence[drawn], flags[drawn]), 40))


def test_a_ratio_is_of_sums() -> None:
    assert point(Ratio(np.array([1.0, 0.0, 2.0]), np.array([1.0, 0.0, 4.0])), 3) == pytest.approx(3 / 5)
    assert np.isnan(point(Ratio(np.zeros(2), np.zeros(2)), 2))


def test_the_bootstrap_is_the_same_each_time_and_near_the_standard_error() -> None:
    flags = np.array([1.0] * 60 + [0.0] * 40)
    statistic = {"share": Ratio(flags, np.ones(100))}
    spread = distributions(statistic, 100)["share"]
    assert len(spread) == 2000
    assert np.array_equal(spread, distributions(statistic, 100)["share"])
    assert not np.array_equal(spread, distributions(statistic, 100, stream=1)["share"])
    assert spread.mean() == pytest.approx(0.6, abs=0.005)
    assert spread.std() == pytest.approx((0.6 * 0.4 / 100) ** 0.5, rel=0.05)
    low, high = interval(spread)
    assert (low, high) == pytest.approx((0.6 - 1.96 * 0.049, 0.6 + 1.96 * 0.049), abs=0.011)


def test_intervals_leave_out_what_a_resample_does_not_define() -> None:
    assert interval(np.array([np.nan, 1.0, 1.0])) == (1.0, 1.0)
    assert all(np.isnan(interval(np.array([np.nan]))))


def test_p_of_the_paired_bootstrap() -> None:
    # 1 of 99 resamples is not above zero: 2 * (1 + 1) / (99 + 1).
    assert p_value(np.array([-0.1] + [0.2] * 98)) == pytest.approx(0.04)
    assert p_value(np.zeros(99)) == 1.0
    assert p_value(np.full(1999, 0.5)) == pytest.approx(0.001)
