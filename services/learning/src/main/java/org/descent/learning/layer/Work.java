package org.descent.learning.layer;

/**
 * What a forward pass of one example costs.
 *
 * @param multiplications that have to be
 * @param multiplied with those by zeros that a stacked program does besides
 * @param product multiplications of the largest matrix product, as stacked programs have it
 * @param outputs elements that a stacked program writes and reads again
 * @param copied elements of patches that a stacked program makes
 * @param alone whether products are so large that a trial on a CPU has a program to itself
 */
public record Work(
    double multiplications,
    double multiplied,
    long product,
    long outputs,
    long copied,
    boolean alone) {
  /** None. */
  public static final Work NONE = new Work(0, 0, 0, 0, 0, false);

  /** Of a matrix product [out, in] · [in, 1]. */
  static Work product(int in, int out) {
    long product = (long) in * out;
    return new Work(product, product, product, out, 0, false);
  }

  /** One after the other. */
  public Work plus(Work more) {
    return new Work(
        multiplications + more.multiplications,
        multiplied + more.multiplied,
        Math.max(product, more.product),
        outputs + more.outputs,
        copied + more.copied,
        alone || more.alone);
  }
}
