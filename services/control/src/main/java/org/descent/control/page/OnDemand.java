package org.descent.control.page;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.descent.transport.UnreadableRecord;

/**
 * A reader of the log that is opened when something is asked of it. After trouble the next question
 * opens another. One thread at a time.
 *
 * @param <R> the reader
 */
final class OnDemand<R> {
  private final Supplier<R> opener;
  private final Consumer<R> closer;
  private R reader;

  OnDemand(Supplier<R> opener, Consumer<R> closer) {
    this.opener = opener;
    this.closer = closer;
  }

  /** The answer to {@code question}; empty if it has none, or the log cannot be read. */
  <T> Optional<T> ask(Function<R, Optional<T>> question) {
    try {
      if (reader == null) {
        reader = opener.get();
      }
      return question.apply(reader);
    } catch (UnreadableRecord | KafkaException | OutOfMemoryError e) {
      close();
      return Optional.empty();
    }
  }

  void close() {
    if (reader != null) {
      closer.accept(reader);
      reader = null;
    }
  }
}
