package org.descent.learning.layer;

/** What a pass through a network is for. */
public enum Mode {
  /** A gradient: what is random is drawn, what is normalised is so by the batch at hand. */
  TRAIN,
  /** Loss and accuracy, or predictions: the network as it will be used. */
  MEASURE
}
