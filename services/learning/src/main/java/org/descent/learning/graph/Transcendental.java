package org.descent.learning.graph;

import java.util.ArrayList;
import org.tensorflow.Output;

/**
 * Transcendental functions in float32, from operations that round in one way however they are
 * compiled; accurate to a few units in the last place. NaN stays NaN where it says so.
 *
 * <p>XLA's own come in several versions, vectorised and not, and which one a trial gets depends on
 * the code around it, hence on its neighbours. Here the only freedom left to the compiler is to
 * contract a multiplication and an addition, and every addition has at most one multiplication,
 * used once, to be contracted with: it always is.
 */
public final class Transcendental {
  private static final float LOG2_E = 1.442695f;

  // ln 2 in two parts; the first has few bits, so that its product with a small integer is exact
  private static final float LN_2_HIGH = 0.693359375f;
  private static final float LN_2_LOW = -2.12194440e-4f;

  // e^87 and e^-87 are normal numbers; below, e^x is 0: its power of two has an exponent of -127
  private static final float LARGEST = 87;
  private static final float VANISHED = -88;

  private static final float SQRT_2 = 1.4142135f;

  // 1.5 · 2^23: added to a small number, it leaves the nearest integer in the lowest bits
  private static final float INTEGER_IN_BITS = 12582912f;

  private final Xla xla;

  public Transcendental(Xla xla) {
    this.xla = xla;
  }

  /** 1 / (1 + e^-x); NaN stays NaN. */
  public Output<?> sigmoid(Output<?> x) {
    return sigmoid(x, decay(x));
  }

  /**
   * The same: 1 / (1 + e^-|x|), or below 0 e^-|x| / (1 + e^-|x|).
   *
   * @param decay e^-|x|
   */
  public Output<?> sigmoid(Output<?> x, Output<?> decay) {
    return xla.primitive(
        x,
        f -> {
          var share = f.select(f.less(x, f.constant(0f)), decay, f.constant(1f));
          return f.multiply(share, new Transcendental(f).reciprocalOf1Plus(decay));
        },
        (y, g) -> xla.multiply(g, xla.multiply(y, xla.subtract(xla.constant(1f), y))));
  }

  /**
   * 1 / (1 + x) for x from 0 to 1; of 0 it is 1. A division takes several times as long. One step
   * of Newton's method squares the error of a polynomial of degree 5: of all such p, the one whose
   * 1 - (1 + x) p(x) is a multiple of the Chebyshev polynomial of degree 6 on the interval, off by
   * less than 6e-5.
   */
  private Output<?> reciprocalOf1Plus(Output<?> x) {
    var one = xla.constant(1f);
    var near =
        polynomial(
            x,
            0.999948978f,
            -0.996275723f,
            0.953420758f,
            -0.770572901f,
            0.417937875f,
            -0.104484469f);
    var error = xla.subtract(one, xla.multiply(xla.add(x, one), near));
    return xla.add(near, xla.multiply(near, error));
  }

  /** (e^2x - 1) / (e^2x + 1), precise near 0; NaN stays NaN. */
  public Output<?> tanh(Output<?> x) {
    return xla.primitive(
        x,
        f -> {
          var functions = new Transcendental(f);
          var minus1 = functions.power(functions.bounded(f.add(x, x), 40)).minus1();
          return f.divide(minus1, f.add(minus1, f.constant(2f)));
        },
        (y, g) -> xla.multiply(g, xla.subtract(xla.constant(1f), xla.multiply(y, y))));
  }

  /** e^x, at most e^87, and 0 for x below -87; NaN stays NaN. */
  public Output<?> exp(Output<?> x) {
    return xla.primitive(
        x,
        f -> {
          var functions = new Transcendental(f);
          return functions.power(functions.atMost(functions.vanishing(x), LARGEST)).value();
        },
        (y, g) -> xla.multiply(g, y));
  }

  /** e^x - 1, precise near 0, at most e^87; NaN stays NaN. */
  public Output<?> expMinus1(Output<?> x) {
    return xla.primitive(
        x,
        f -> {
          var functions = new Transcendental(f);
          return functions.power(functions.atMost(functions.vanishing(x), LARGEST)).minus1();
        },
        (y, g) -> xla.multiply(g, xla.add(y, xla.constant(1f))));
  }

  /** 2/√π ∫₀ˣ e^-t² dt; NaN stays NaN. */
  public Output<?> erf(Output<?> x) {
    var slope = xla.constant((float) (2 / Math.sqrt(Math.PI)));
    return xla.primitive(
        x,
        f -> new Transcendental(f).erfOf(x),
        (y, g) -> xla.multiply(xla.multiply(g, slope), exp(xla.negative(xla.multiply(x, x)))));
  }

  /**
   * x P(x²) up to 0.95, beyond sign(x) (1 - e^-Q(|x|)); P and Q agree with what they stand for at
   * Chebyshev points, P with erf(x) / x and Q with -ln(1 - erf x) up to 4, from where on the result
   * is 1. Off by less than 2e-7.
   */
  private Output<?> erfOf(Output<?> x) {
    var square = xla.multiply(x, x);
    var near =
        polynomial(
            square,
            1.12837916646f,
            -0.376126320471f,
            0.112836694686f,
            -0.0268579590627f,
            0.00519748722663f,
            -0.000810291556098f,
            8.20416967616e-5f);
    var distance = xla.absolute(x);
    var far =
        polynomial(
            atMost(distance, 4),
            -0.000321866257549f,
            1.13024187748f,
            0.631809550131f,
            0.110097242506f,
            -0.0264316432828f,
            0.00476350966326f,
            -0.000597677274919f,
            4.61647851613e-5f,
            -1.64267896843e-6f);
    var rest = xla.subtract(xla.constant(1f), exp(xla.negative(far)));
    return xla.select(
        xla.less(distance, xla.constant(0.95f)),
        xla.multiply(x, near),
        xla.multiply(xla.sign(x), rest));
  }

  /**
   * The x for which {@link #erf} is y, between -1 and 1; no derivative goes through it. By the
   * polynomials for float32 of Giles 2010, Approximating the erfinv function.
   */
  public Output<?> erfInverse(Output<?> y) {
    var silent = xla.silent();
    return new Transcendental(silent).erfInverseOf(y);
  }

  private Output<?> erfInverseOf(Output<?> y) {
    var one = xla.constant(1f);
    var product = xla.multiply(xla.subtract(one, y), xla.add(one, y));
    var w = xla.negative(logOf(product));
    var near =
        polynomial(
            xla.subtract(w, xla.constant(2.5f)),
            1.50140941f,
            0.246640727f,
            -0.00417768164f,
            -0.00125372503f,
            0.00021858087f,
            -4.39150654e-6f,
            -3.5233877e-6f,
            3.43273939e-7f,
            2.81022636e-8f);
    var far =
        polynomial(
            xla.subtract(xla.squareRoot(w), xla.constant(3f)),
            2.83297682f,
            1.00167406f,
            0.00943887047f,
            -0.0076224613f,
            0.00573950773f,
            -0.00367342844f,
            0.00134934322f,
            0.000100950558f,
            -0.000200214257f);
    return xla.multiply(y, xla.select(xla.less(w, xla.constant(5f)), near, far));
  }

  /**
   * e^-|x|, and 0 for |x| above 87; NaN stays NaN. Of 0 its derivative is the one from below, whose
   * side formulas take that have a part for each sign.
   */
  public Output<?> decay(Output<?> x) {
    return xla.primitive(
        x,
        f -> {
          var functions = new Transcendental(f);
          return functions.power(functions.vanishing(f.negative(f.absolute(x)))).value();
        },
        (y, g) -> {
          var below = xla.lessOrEqual(x, xla.constant(0f));
          return xla.multiply(
              xla.multiply(g, y), xla.select(below, xla.constant(1f), xla.constant(-1f)));
        });
  }

  private Power power(Output<?> x) {
    return new Power(x);
  }

  /** e^x = 2^n · (1 + fraction), where n is an integer and |fraction| below 0.42. */
  private final class Power {
    private final Output<?> scale;
    private final Output<?> fraction;

    /**
     * @param x from -87 to 87, or {@link #VANISHED}
     */
    Power(Output<?> x) {
      var shifted = xla.add(xla.multiply(x, xla.constant(LOG2_E)), xla.constant(INTEGER_IN_BITS));
      // the difference of the numbers would be simplified away
      var n = xla.bitsAbove(shifted, INTEGER_IN_BITS);
      var rest = xla.subtract(x, xla.multiply(n, xla.constant(LN_2_HIGH)));
      var r = xla.subtract(rest, xla.multiply(n, xla.constant(LN_2_LOW)));
      scale = xla.powerOf2(shifted);
      // e^r - 1 = r + r² (1/2! + r/3! + …), |r| ≤ ln 2 / 2, cut and fitted like the logarithm's
      // series: off by less than 3e-8 of it
      var series = polynomial(r, 0.5f, 0.166665763f, 0.0416665561f, 0.00836320315f, 0.00139262131f);
      fraction = xla.add(r, xla.multiply(xla.multiply(r, r), series));
    }

    Output<?> value() {
      return xla.multiply(xla.add(fraction, xla.constant(1f)), scale);
    }

    /** 2^n · fraction + (2^n - 1); the product is exact. */
    Output<?> minus1() {
      var whole = xla.subtract(scale, xla.constant(1f));
      return xla.add(xla.multiply(scale, fraction), whole);
    }
  }

  /**
   * ln(1 + x) = x + x² (-1/2 + x/3 - x²/4 + …) for x from 0 to 1, precise near 0; the series
   * replaced by a polynomial as in {@link #logNear1}, which is off by less than 2e-8 of the
   * logarithm.
   */
  public Output<?> log1Plus(Output<?> x) {
    return xla.primitive(
        x,
        f -> new Transcendental(f).log1PlusOf(x),
        (y, g) -> xla.divide(g, xla.add(xla.constant(1f), x)));
  }

  private Output<?> log1PlusOf(Output<?> x) {
    var series =
        polynomial(
            x,
            -0.5f,
            0.333328426f,
            -0.249865264f,
            0.19854106f,
            -0.158475652f,
            0.115618452f,
            -0.0667577237f,
            0.0252240542f,
            -0.00446621142f);
    return xla.add(x, xla.multiply(xla.multiply(x, x), series));
  }

  /** ln x for normal numbers above 0. */
  public Output<?> log(Output<?> x) {
    return xla.primitive(x, f -> new Transcendental(f).logOf(x), (y, g) -> xla.divide(g, x));
  }

  private Output<?> logOf(Output<?> x) {
    // x = 2^k · m, m from √½ to √2
    var k = xla.exponent(x, SQRT_2 / 2);
    var m = xla.multiply(x, xla.powerOf2(xla.subtract(xla.constant(INTEGER_IN_BITS), k)));
    var rest = logNear1(xla.subtract(m, xla.constant(1f)));
    var high = xla.add(rest, xla.multiply(k, xla.constant(LN_2_HIGH)));
    return xla.add(high, xla.multiply(k, xla.constant(LN_2_LOW)));
  }

  /**
   * ln(1 + f) = f + f² (-1/2 + f (1/3 - f/4 + …)) for 1 + f from √½ to √2. The series is cut: what
   * stands for it is the polynomial of degree 8 that agrees with it at the nine Chebyshev points of
   * the interval, which is off by less than 3e-8 of the logarithm.
   */
  private Output<?> logNear1(Output<?> f) {
    var series =
        polynomial(
            f,
            -0.5f,
            0.33333331f,
            -0.24999997f,
            0.20000716f,
            -0.16667802f,
            0.14249058f,
            -0.12425687f,
            0.11685420f,
            -0.11479734f,
            0.06971611f);
    return xla.add(f, xla.multiply(xla.multiply(f, f), series));
  }

  /**
   * Estrin's scheme, lowest coefficient first: neighbours are joined into polynomials of degree 1,
   * those into polynomials of degree 3, and so on. A chain of so few operations lets a processor
   * have many elements under way.
   */
  private Output<?> polynomial(Output<?> x, float... coefficients) {
    var terms = new ArrayList<Output<?>>();
    for (float coefficient : coefficients) {
      terms.add(xla.constant(coefficient));
    }
    for (var power = x; terms.size() > 1; power = xla.multiply(power, power)) {
      for (int i = 0; i + 1 < terms.size(); i++) {
        terms.set(i, xla.add(terms.get(i), xla.multiply(terms.remove(i + 1), power)));
      }
    }
    return terms.get(0);
  }

  private Output<?> bounded(Output<?> x, float most) {
    var bound = xla.constant(-most);
    return atMost(xla.select(xla.less(x, bound), bound, x), most);
  }

  private Output<?> vanishing(Output<?> x) {
    return xla.select(xla.less(x, xla.constant(-LARGEST)), xla.constant(VANISHED), x);
  }

  private Output<?> atMost(Output<?> x, float most) {
    var bound = xla.constant(most);
    return xla.select(xla.less(bound, x), bound, x);
  }
}
