package org.descent.experiment.search.stopping;

import java.util.ArrayList;
import java.util.List;
import org.descent.experiment.search.observation.Series;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.special.Gamma;
import org.hipparchus.util.FastMath;

/**
 * What is believed of the rest of a curve that is known up to some iteration: a mixture of curves a
 * + b f(t) with f of three families that fall from 1 to 0 or nearly so, powers, stretched
 * exponentials and Morgan–Mercer–Flodin curves (of those of Domhan, Springenberg &amp; Hutter
 * 2015), each over a grid of shapes. Given its shape a curve is a linear regression, whose
 * posterior is known exactly (normal and inverse gamma, Gelman et al. 2013, chapter 14): shapes are
 * weighted by how likely they make the curve, and the rest is a mixture of Student distributions.
 */
public final class LearningCurve {
  private static final int MOST_POINTS = 40;

  /** Fewer points say nothing about a shape. */
  static final int FEWEST_POINTS = 4;

  private static final double PRIOR_VARIANCE = 100; // of a and b, in units of the noise's variance
  private static final double PRIOR_SHAPE = 1;
  private static final double PRIOR_RATE = 1e-3; // of the values' variance

  private static final double[] POWERS = {0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3};
  private static final double[] STRETCHES = {0.5, 1, 2};
  private static final double[] TIMES = {0.03, 0.06, 0.125, 0.25, 0.5, 1, 2, 4}; // of what is known

  private final double last;
  private final double mean;
  private final double deviation;
  private final List<Member> members = new ArrayList<>();

  private interface Shape {
    double at(double time);
  }

  /**
   * A shape with its regression: coefficients, the factor of their covariance, scale and weight.
   */
  private record Member(
      Shape shape,
      double a,
      double b,
      double aa,
      double ab,
      double bb,
      double scale,
      double weight) {
    double mean(double time) {
      return a + b * shape.at(time);
    }

    /** The scale of the Student distribution of a value at {@code time}. */
    double spread(double time) {
      double f = shape.at(time);
      return FastMath.sqrt(scale * (1 + aa + 2 * ab * f + bb * f * f));
    }
  }

  private final double freedom;

  private LearningCurve(double[] times, double[] values, double last) {
    this.last = last;
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    this.mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    this.deviation = Math.max(FastMath.sqrt(squares / values.length), 1e-12);
    this.freedom = 2 * PRIOR_SHAPE + values.length;
    var standard = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      standard[i] = (values[i] - mean) / deviation;
    }
    for (double power : POWERS) {
      add(time -> FastMath.pow(time * last, -power), times, standard);
    }
    for (double stretch : STRETCHES) {
      for (double unit : TIMES) {
        add(time -> FastMath.exp(-FastMath.pow(time / unit, stretch)), times, standard);
        add(time -> 1 / (1 + FastMath.pow(time / unit, stretch)), times, standard);
      }
    }
    double most = members.stream().mapToDouble(Member::weight).max().orElseThrow();
    double total = members.stream().mapToDouble(m -> FastMath.exp(m.weight() - most)).sum();
    members.replaceAll(
        m ->
            new Member(
                m.shape(),
                m.a(),
                m.b(),
                m.aa(),
                m.ab(),
                m.bb(),
                m.scale(),
                FastMath.exp(m.weight() - most) / total));
  }

  /**
   * The belief after what is known.
   *
   * @param known four points or more, all finite
   */
  public static LearningCurve after(Series known) {
    if (known.size() < FEWEST_POINTS) {
      throw new IllegalArgumentException(known.size() + " points, expected " + FEWEST_POINTS);
    }
    int count = Math.min(known.size(), MOST_POINTS);
    var times = new double[count];
    var values = new double[count];
    double last = known.iteration(known.size() - 1);
    for (int i = 0; i < count; i++) {
      int place = (int) ((long) (i + 1) * known.size() / count) - 1;
      times[i] = known.iteration(place) / last;
      values[i] = known.value(place);
    }
    return new LearningCurve(times, values, last);
  }

  /** Regression of the values on 1 and the shape, with a normal and inverse gamma prior. */
  private void add(Shape shape, double[] times, double[] values) {
    int n = times.length;
    double sf = 0;
    double sff = 0;
    double sy = 0;
    double sfy = 0;
    double syy = 0;
    for (int i = 0; i < n; i++) {
      double f = shape.at(times[i]);
      sf += f;
      sff += f * f;
      sy += values[i];
      sfy += f * values[i];
      syy += values[i] * values[i];
    }
    double paa = n + 1 / PRIOR_VARIANCE;
    double pbb = sff + 1 / PRIOR_VARIANCE;
    double determinant = paa * pbb - sf * sf;
    double a = (pbb * sy - sf * sfy) / determinant;
    double b = (paa * sfy - sf * sy) / determinant;
    double rate = PRIOR_RATE + Math.max(0, syy - a * sy - b * sfy) / 2;
    double posteriorShape = PRIOR_SHAPE + n / 2.0;
    double evidence =
        -FastMath.log(determinant * PRIOR_VARIANCE * PRIOR_VARIANCE) / 2
            - posteriorShape * FastMath.log(rate)
            + PRIOR_SHAPE * FastMath.log(PRIOR_RATE)
            + Gamma.logGamma(posteriorShape)
            - Gamma.logGamma(PRIOR_SHAPE);
    members.add(
        new Member(
            shape,
            a,
            b,
            pbb / determinant,
            -sf / determinant,
            paa / determinant,
            rate / posteriorShape,
            evidence));
  }

  /** The probability that the curve is below {@code value} at {@code iteration}. */
  public double below(double value, int iteration) {
    double time = iteration / last;
    double standard = (value - mean) / deviation;
    var student = new TDistribution(freedom);
    double probability = 0;
    for (var member : members) {
      if (member.weight() > 1e-6) {
        double t = (standard - member.mean(time)) / member.spread(time);
        probability += member.weight() * student.cumulativeProbability(t);
      }
    }
    return probability;
  }

  /**
   * The value at {@code iteration} that the curve is below with {@code probability}.
   *
   * @param probability in (0, 1)
   */
  public double quantile(double probability, int iteration) {
    double low = -1;
    double high = 1;
    while (below(mean + low * deviation, iteration) > probability && low > -1e9) {
      low *= 2;
    }
    while (below(mean + high * deviation, iteration) < probability && high < 1e9) {
      high *= 2;
    }
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (below(mean + middle * deviation, iteration) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return mean + (low + high) / 2 * deviation;
  }
}
