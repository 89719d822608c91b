package org.descent.control.page;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.transport.DatasetRowsReader;

/** Examples that a report shows, read from the log where somebody asks for one. */
@ApplicationScoped
class TrainingExamples {
  private static final int KEPT = 32;

  private final OnDemand<DatasetRowsReader> reader;
  private final Map<Key, Examples> read = new LinkedHashMap<>();

  private record Key(String sha256, List<Integer> rows) {}

  TrainingExamples(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    reader = new OnDemand<>(() -> DatasetRowsReader.open(kafka), DatasetRowsReader::close);
  }

  /**
   * The examples of some {@code rows} of {@code dataset}, in that order; none if they cannot be
   * read any more: a report is then one without pictures.
   */
  synchronized Optional<Examples> of(DatasetPrepared dataset, int[] rows) {
    var key = new Key(dataset.sha256(), Arrays.stream(rows).boxed().toList());
    if (read.containsKey(key)) {
      return Optional.of(read.get(key));
    }
    return reader.ask(
        log -> {
          var examples = log.at(dataset, rows);
          read.put(key, examples);
          read.keySet().removeIf(other -> read.size() > KEPT && !other.equals(key));
          return Optional.of(examples);
        });
  }

  @PreDestroy
  synchronized void close() {
    reader.close();
  }
}
