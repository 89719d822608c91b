package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The loss of all heads, averaged over the batch, without a factor ½.
 *
 * <p>With p the head's output (for regression the number itself), z its logit and y the target, in
 * classes one-hot: {@code l2}, {@code l1} and {@code huber} are sums over the outputs of a function
 * of the error p - y. {@code cross-entropy}, {@code hinge} and {@code l2-logits} are for classes;
 * under them regression heads have {@link #L2}.
 */
public enum Loss {
  /** Σ (p - y)². */
  @JsonProperty("l2")
  L2,
  /** Binary -[y ln p + (1 - y) ln(1 - p)], multi-label the sum of those, multi-class -Σ y ln p. */
  @JsonProperty("cross-entropy")
  CROSS_ENTROPY,
  /** Σ |p - y|. */
  @JsonProperty("l1")
  L1,
  /** Σ (p - y)² / 2 where |p - y| ≤ 1, else |p - y| - ½ (Huber 1964). */
  @JsonProperty("huber")
  HUBER,
  /**
   * Binary max(0, 1 - s z), s = ±1, multi-label the sum of those; multi-class Σ max(0, 1 - z of the
   * class + z of another) / classes, over the others (Weston &amp; Watkins 1999, as PyTorch's
   * MultiMarginLoss).
   */
  @JsonProperty("hinge")
  HINGE,
  /**
   * Of the logits themselves: binary (z - s)², s = ±1, multi-label the sum of those; multi-class Σ
   * (z - y)² (Hui &amp; Belkin 2021).
   */
  @JsonProperty("l2-logits")
  L2_LOGITS;

  /** Whether a program may have its formula among those of others, as {@link Activation#mixes}. */
  public boolean mixes() {
    return this == L2 || this == CROSS_ENTROPY;
  }

  /** Whether it is about classes and no numbers. */
  public boolean ofClasses() {
    return this == CROSS_ENTROPY || this == HINGE || this == L2_LOGITS;
  }
}
