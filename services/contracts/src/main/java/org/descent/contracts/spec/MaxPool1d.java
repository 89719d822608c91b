package org.descent.contracts.spec;

import java.util.List;

/**
 * The largest element of each window along time, channel by channel; what is left over at the end
 * is not read.
 *
 * @param window its steps
 * @param stride from one window to the next
 */
public record MaxPool1d(int window, int stride) implements LayerSpec {
  public MaxPool1d {
    Pooling.require(window, stride);
  }

  @Override
  public List<Integer> seen(List<Integer> in) {
    return LayerSpec.withChannel(in, 2);
  }

  @Override
  public List<Integer> out(List<Integer> in) {
    return Pooling.out("max-pool1d", window, stride, in);
  }

  /** As it is written. */
  public record Form(int window, @Otherwise("none") Integer stride)
      implements org.descent.contracts.spec.Form<MaxPool1d> {
    @Override
    public MaxPool1d spec() {
      return new MaxPool1d(window, stride == null ? window : stride);
    }
  }
}
