package org.descent.standalone.export;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;

/** One folder a trial: {@code KIND/EXPERIMENT/VARIANT/SEED}, named so that people find it. */
final class TrialFolders {
  private static final int MAX_LENGTH = 100;

  private final Path root;
  private final Map<Integer, String> variants = new HashMap<>();

  /**
   * Folders for the trials of {@code result}.
   *
   * @param name of the experiment's folder
   */
  TrialFolders(Path root, String name, ExperimentResult result) {
    this.root = root.resolve(name);
    var taken = new HashSet<String>();
    for (var variant : result.variants()) {
      var folder = folder(variant);
      // Some file systems do not tell a from A.
      if (!taken.add(folder.toLowerCase(Locale.ROOT))) {
        folder = folder + " (" + variant.ordinal() + ")";
        taken.add(folder.toLowerCase(Locale.ROOT));
      }
      variants.put(variant.ordinal(), folder);
    }
  }

  /** The folder of the trial of {@code variant} (its ordinal) with {@code seed}. */
  Path of(int variant, long seed) {
    return root.resolve(variants.get(variant)).resolve(Long.toString(seed));
  }

  /** The variant's label with only such characters as every file system takes. */
  private static String folder(VariantResult variant) {
    var clean =
        variant.label().replaceAll("[^\\p{L}\\p{N} ._,=+-]", "-").replaceAll("^[. ]+|[. ]+$", "");
    if (clean.isEmpty()) {
      return "variant " + variant.ordinal();
    }
    return clean.length() <= MAX_LENGTH
        ? clean
        : clean.substring(0, MAX_LENGTH).strip() + " (" + variant.ordinal() + ")";
  }
}
