package org.descent.contracts.spec;

import java.util.List;
import org.descent.contracts.InvalidSpec;

/** The mean of each channel: [height, width, channels] or [time, channels] to [channels]. */
public record GlobalAveragePool() implements LayerSpec {
  @Override
  public List<Integer> out(List<Integer> in) {
    InvalidSpec.unless(
        in.size() >= 2,
        "global-average-pool: its input has shape %s, expected two axes or more",
        in);
    return List.of(in.get(in.size() - 1));
  }
}
