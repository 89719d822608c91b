package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.descent.contracts.data.Features;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.Loss;
import org.descent.learning.Fixtures;
import org.junit.jupiter.api.Test;
import org.tensorflow.Tensor;

class SharedTensorsTest {
  private static final Features FEATURES = Features.of(new float[] {1, 2, 3, 4});

  private final SharedTensors shared = new SharedTensors();
  private final List<Tensor> made = new ArrayList<>();
  private int closed;

  @Test
  void theyAreMadeByTheFirstAndGoWithTheLast() {
    var one = shared.borrow(key(FEATURES, 2), this::tensors);
    var other = shared.borrow(key(FEATURES, 2), this::tensors);
    assertThat(made).hasSize(1);
    assertThat(other.tensors()).isSameAs(one.tensors());

    one.close();
    assertThat(closed).isZero();
    other.close();
    assertThat(closed).isOne();
    assertThat(shared.size()).isZero();

    try (var again = shared.borrow(key(FEATURES, 2), this::tensors)) {
      assertThat(made).hasSize(2);
      assertThat(again.tensors()).containsExactly(made.get(1));
    }
  }

  @Test
  void whatIsMadeOtherwiseOrOfOtherFeaturesIsNotTheSame() {
    var equal = Features.of(new float[] {1, 2, 3, 4});
    try (var one = shared.borrow(key(FEATURES, 2), this::tensors);
        var blocks = shared.borrow(key(FEATURES, 1), this::tensors);
        var others = shared.borrow(key(equal, 2), this::tensors)) {
      assertThat(made).hasSize(3);
      assertThat(one.tensors()).isNotSameAs(blocks.tensors()).isNotSameAs(others.tensors());
    }
    assertThat(shared.size()).isZero();
  }

  @Test
  void whoWantsThemMeanwhileWaitsForThem() throws Exception {
    var making = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    Supplier<List<Tensor>> slowly =
        () -> {
          making.countDown();
          await(go);
          return tensors();
        };
    var threads = Executors.newFixedThreadPool(2);
    try {
      Future<SharedTensors.Loan> first =
          threads.submit(() -> shared.borrow(key(FEATURES, 2), slowly));
      making.await();
      Future<SharedTensors.Loan> second =
          threads.submit(() -> shared.borrow(key(FEATURES, 2), this::tensors));
      go.countDown();
      assertThat(second.get().tensors()).isSameAs(first.get().tensors());
      first.get().close();
      second.get().close();
    } finally {
      threads.shutdown();
    }
    assertThat(made).hasSize(1);
    assertThat(shared.size()).isZero();
  }

  @Test
  void afterTroubleTheNextOneTriesAgain() {
    assertThatThrownBy(
            () ->
                shared.borrow(
                    key(FEATURES, 2),
                    () -> {
                      throw new OutOfMemoryError("no room");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(shared.size()).isZero();
    shared.borrow(key(FEATURES, 2), this::tensors).close();
    assertThat(made).hasSize(1);
  }

  @Test
  void twoSetsOfBlocksOfASplitHaveTheirFeaturesOnce() {
    var examples = Fixtures.images(40, 1, 12);
    var training =
        Fixtures.training(
            Fixtures.dense(4, Activation.TANH, Fixtures.LABEL), Loss.CROSS_ENTROPY, 7);
    var kind = ProgramKind.of(training, examples.shape(), examples.count());
    var shape = new MeasuringShape(kind, 1, 16);
    var one = new SplitTensors(shape, examples, training, shared);
    var other = new SplitTensors(shape, examples, training, shared);
    assertThat(one.blocks()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(one.blocks().get(i).get(ProgramFields.COLUMNS))
          .isSameAs(other.blocks().get(i).get(ProgramFields.COLUMNS));
      assertThat(one.blocks().get(i).get(MeasuringShape.VALID))
          .isNotSameAs(other.blocks().get(i).get(MeasuringShape.VALID));
    }
    one.close();
    assertThat(shared.size()).isOne();
    other.close();
    assertThat(shared.size()).isZero();
  }

  private static SharedTensors.Key key(Features features, int block) {
    return new SharedTensors.Key(features, List.of(0, 1), block);
  }

  private synchronized List<Tensor> tensors() {
    var tensor =
        (Tensor)
            Proxy.newProxyInstance(
                Tensor.class.getClassLoader(),
                new Class<?>[] {Tensor.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "close" -> {
                        closed++;
                        yield null;
                      }
                      case "equals" -> proxy == arguments[0];
                      case "hashCode" -> System.identityHashCode(proxy);
                      case "toString" -> "a tensor";
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    made.add(tensor);
    return List.of(tensor);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
