package org.descent.loader;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** What the dataset-loader can be told. */
@ConfigMapping(prefix = "descent")
interface LoaderConfig {
  /** Where relative paths of files start, and which every file has to stand in. */
  @WithDefault("/")
  Path dataDir();
}
