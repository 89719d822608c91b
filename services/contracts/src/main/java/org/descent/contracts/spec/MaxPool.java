package org.descent.contracts.spec;

import java.util.List;

/**
 * The largest element of each window, channel by channel; what is left over at the end is not read.
 *
 * @param window its sides
 * @param stride from one window to the next
 */
public record MaxPool(Sides window, Sides stride) implements LayerSpec {
  public MaxPool {
    Pooling.require(window, stride);
  }

  @Override
  public List<Integer> seen(List<Integer> in) {
    return LayerSpec.withChannel(in, 3);
  }

  @Override
  public List<Integer> out(List<Integer> in) {
    return Pooling.out("max-pool", window, stride, in);
  }

  /** As it is written. */
  public record Form(Sides window, @Otherwise("none") Sides stride)
      implements org.descent.contracts.spec.Form<MaxPool> {
    @Override
    public MaxPool spec() {
      return new MaxPool(window, stride == null ? window : stride);
    }
  }
}
