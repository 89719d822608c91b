package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * In training each image, [height, width] or [height, width, channels], is mirrored with a
 * probability of one half, drawn anew for each iteration and example.
 */
@Bare
public record RandomFlip(Along along) implements LayerSpec {
  /** What changes sides. */
  public enum Along {
    /** Left and right. */
    @JsonProperty("horizontal")
    HORIZONTAL,
    /** Top and bottom. */
    @JsonProperty("vertical")
    VERTICAL
  }

  @Override
  public List<Integer> out(List<Integer> in) {
    LayerSpec.requireImage("random-flip", in);
    return in;
  }

  @Override
  public boolean draws() {
    return true;
  }
}
