package org.descent.contracts.spec;

/**
 * A window that slides along one axis.
 *
 * @param in length of the axis
 * @param window elements of the window
 * @param stride from one place of the window to the next
 * @param dilation from one element of the window to the next
 * @param before zeros in front of the axis
 * @param out places, 0 or less if the window does not fit
 */
public record WindowAxis(int in, int window, int stride, int dilation, int before, int out) {
  /** With some padding. */
  static WindowAxis of(int in, int window, int stride, int dilation, Padding padding) {
    int reach = (window - 1) * dilation + 1;
    if (padding.same()) {
      int out = (in + stride - 1) / stride;
      int zeros = Math.max(0, (out - 1) * stride + reach - in);
      return new WindowAxis(in, window, stride, dilation, zeros / 2, out);
    }
    int free = in + 2 * padding.each() - reach;
    int out = free < 0 ? 0 : free / stride + 1;
    return new WindowAxis(in, window, stride, dilation, padding.each(), out);
  }

  /** Whether there is a place for the window. */
  public boolean fits() {
    return out >= 1;
  }

  /** Zeros in front of the axis and behind it, as far as the window reaches. */
  public int zeros() {
    int reach = (out - 1) * stride + (window - 1) * dilation + 1;
    return Math.max(before, reach - in);
  }
}
