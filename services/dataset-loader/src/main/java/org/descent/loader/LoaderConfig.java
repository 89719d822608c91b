package org.descent.loader;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** What the dataset-loader can be told. */
@ConfigMapping(prefix = "descent")
interface LoaderConfig {
  /** Where relative paths of files start, and which every file has to stand in. */
  @WithDefault("/")
  Path dataDir();

  /** How long to wait at the start for broker and topics; 0 does not wait. */
  @WithDefault("5m")
  Duration startPatience();
}
