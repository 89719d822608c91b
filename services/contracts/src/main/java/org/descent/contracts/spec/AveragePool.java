package org.descent.contracts.spec;

import java.util.List;

/**
 * The mean of each window, channel by channel; what is left over at the end is not read.
 *
 * @param window its sides
 * @param stride from one window to the next
 */
public record AveragePool(Sides window, Sides stride) implements LayerSpec {
  public AveragePool {
    Pooling.require(window, stride);
  }

  @Override
  public List<Integer> seen(List<Integer> in) {
    return LayerSpec.withChannel(in, 3);
  }

  @Override
  public List<Integer> out(List<Integer> in) {
    return Pooling.out("average-pool", window, stride, in);
  }

  /** As it is written. */
  public record Form(Sides window, @Otherwise("none") Sides stride)
      implements org.descent.contracts.spec.Form<AveragePool> {
    @Override
    public AveragePool spec() {
      return new AveragePool(window, stride == null ? window : stride);
    }
  }
}
