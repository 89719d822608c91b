package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.descent.learning.Device;
import org.junit.jupiter.api.Test;

class ProgramCacheTest {
  /** Programs of one name are the same; compiling one runs what it is given. */
  private record Named(String name, int trials, Runnable compiling) implements Compilable<Idle> {
    Named(String name) {
      this(name, 2, () -> {});
    }

    @Override
    public Idle build(Device device) {
      return new Idle(compiling);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Named named && named.name.equals(name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  private record Idle(Runnable compiling) implements CompiledProgram {
    @Override
    public void compile() {
      compiling.run();
    }

    @Override
    public void close() {}
  }

  @Test
  void programsCompileBesideEachOther() {
    var both = new CyclicBarrier(2);
    Runnable meeting =
        () -> {
          try {
            both.await();
          } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
          }
        };
    try (var cache = new ProgramCache(4, Device.cpu())) {
      List.of("training", "measuring").stream()
          .map(name -> new Named(name, 2, meeting))
          .map(shape -> CompletableFuture.runAsync(() -> cache.prepare(shape)))
          .toList()
          .forEach(CompletableFuture::join);
      assertThat(cache.statistics(0, 0).compiled()).isEqualTo(2);
    }
  }

  @Test
  void aPreparedProgramIsCompiledOnceAndItsFirstLoanIsNoHit() {
    try (var cache = new ProgramCache(4, Device.cpu())) {
      cache.prepare(new Named("one"));
      cache.prepare(new Named("one"));
      assertThat(cache.has(new Named("one"))).isTrue();
      cache.borrow(new Named("one")).close();
      assertThat(cache.statistics(0, 0).cacheHits()).isZero();
      cache.borrow(new Named("one")).close();
      assertThat(cache.statistics(0, 0).cacheHits()).isEqualTo(1);
      assertThat(cache.statistics(0, 0).compiled()).isEqualTo(1);
    }
  }

  @Test
  void nothingIsLetGoForWhatIsPrepared() {
    try (var cache = new ProgramCache(1, Device.cpu())) {
      cache.borrow(new Named("one")).close();
      cache.prepare(new Named("two"));
      assertThat(cache.has(new Named("one"))).isTrue();
      assertThat(cache.has(new Named("two"))).isFalse();
      cache.borrow(new Named("two")).close();
      assertThat(cache.has(new Named("one"))).isFalse();
    }
  }

  @Test
  void whatCannotBePreparedIsCompiledAnewForThoseWhoWantIt() {
    var broken =
        new Named(
            "one",
            2,
            () -> {
              throw new IllegalStateException("broken");
            });
    try (var cache = new ProgramCache(1, Device.cpu())) {
      assertThatThrownBy(() -> cache.prepare(broken)).hasMessage("broken");
      assertThat(cache.has(broken)).isFalse();
      cache.borrow(new Named("one")).close();
      assertThat(cache.has(broken)).isTrue();
    }
  }
}
