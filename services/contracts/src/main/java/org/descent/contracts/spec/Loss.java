package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The loss of classification heads, averaged over the batch. Regression heads always use {@link
 * #L2}.
 *
 * <p>With p the head's output and y the target: binary L2 (p - y)², binary cross-entropy -[y ln p +
 * (1 - y) ln(1 - p)]; multi-class L2 Σₖ(pₖ - yₖ)² and cross-entropy -Σₖ yₖ ln pₖ over one-hot y;
 * regression (q - y)². No factor ½.
 */
public enum Loss {
  @JsonProperty("l2")
  L2,
  @JsonProperty("cross-entropy")
  CROSS_ENTROPY
}
