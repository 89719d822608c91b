package org.descent.evaluator;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.experiment.judge.HeadOutputs;
import org.descent.experiment.judge.Wanted;

/**
 * What a network says of the examples of a split, gathered block by block, beside what was wanted.
 * The features themselves are kept where there are one or two, since then they are as few.
 */
final class SplitOutputs {
  private static final int MOST_KEPT = 2;

  private final List<Wanted> wanted = new ArrayList<>();
  private final List<float[]> features = new ArrayList<>();

  /** By place of the weights, then by block. */
  private final List<List<List<HeadOutputs>>> outputs = new ArrayList<>();

  /** One network, with several weights. */
  @FunctionalInterface
  interface Saying {
    /** What it says of {@code block} with {@code weights}, one a head. */
    List<HeadOutputs> of(float[] weights, Examples block);
  }

  /** Lets the network say with each of {@code weights} what {@code block} is. */
  void add(Examples block, List<float[]> weights, Saying saying) {
    wanted.add(Wanted.of(block));
    if (block.width() <= MOST_KEPT) {
      features.add(block.features());
    }
    for (int i = 0; i < weights.size(); i++) {
      if (outputs.size() == i) {
        outputs.add(new ArrayList<>());
      }
      outputs.get(i).add(saying.of(weights.get(i), block));
    }
  }

  /** What was wanted of all examples. */
  Wanted wanted() {
    return Wanted.of(wanted);
  }

  /** The feature, or both, of each example; of wider ones nothing. */
  float[] features() {
    return joined(features);
  }

  /**
   * What is said of all examples.
   *
   * @param place of the weights among those given
   */
  List<HeadOutputs> outputs(int place) {
    var blocks = outputs.get(place);
    var all = new ArrayList<HeadOutputs>();
    for (int head = 0; head < blocks.get(0).size(); head++) {
      int which = head;
      var logits = joined(blocks.stream().map(block -> block.get(which).logits()).toList());
      all.add(new HeadOutputs(blocks.get(0).get(head).head(), logits));
    }
    return all;
  }

  private static float[] joined(List<float[]> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    var all = new float[parts.stream().mapToInt(part -> part.length).reduce(0, Math::addExact)];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
