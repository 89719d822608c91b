package org.descent.contracts.spec;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.InvalidSpec;

/**
 * Some of what is on the last axis, and nothing of the rest: {@code length} elements from {@code
 * from} on. [batch, …, a] → [batch, …, length].
 */
public record Slice(@Otherwise("0") int from, int length) implements LayerSpec {
  public Slice {
    InvalidSpec.unless(from >= 0, "from %s, expected 0 or more", from);
    InvalidSpec.unless(length >= 1, "length %s, expected 1 or more", length);
  }

  @Override
  public List<Integer> out(List<Integer> in) {
    int last = in.size() - 1;
    InvalidSpec.unless(
        (long) from + length <= in.get(last),
        "slice: %s from %s on of an input of shape %s, expected no more than its last axis has",
        length,
        from,
        in);
    var out = new ArrayList<>(in);
    out.set(last, length);
    return List.copyOf(out);
  }
}
