package org.descent.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RowsLogTest {
  @Test
  void rowsArePackedUnlessTheClusterIsToldOtherwise() {
    assertThat(RowsLog.settings(Map.of("bootstrap.servers", "b:9092")))
        .containsEntry("bootstrap.servers", "b:9092")
        .containsEntry("acks", "all")
        .containsEntry("compression.type", "lz4");
    assertThat(RowsLog.settings(Map.of("compression.type", "zstd")))
        .containsEntry("compression.type", "zstd");
  }
}
