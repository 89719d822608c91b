package org.descent.experiment.data;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.Split;

/** A source for each split, brought to the features and classes of the one for training. */
final class PartsExamples implements Source<DataSpec.Parts> {
  @Override
  public Class<DataSpec.Parts> spec() {
    return DataSpec.Parts.class;
  }

  @Override
  public KnownData known(DataSpec.Parts spec) {
    var train = DataSources.known(spec.train());
    var numbers = new LinkedHashSet<>(train.numbers());
    var apart = new EnumMap<Split, OptionalInt>(Split.class);
    spec.apart()
        .forEach(
            (split, part) -> {
              var known = DataSources.known(part);
              numbers.addAll(known.numbers());
              apart.put(split, known.count());
            });
    return new KnownData(
        train.shape(), train.targets(), train.count(), List.copyOf(numbers), apart);
  }

  @Override
  public SourceExamples open(DataSpec.Parts spec, DataDirectory files) {
    var train = DataSources.open(spec.train(), files);
    var apart = new EnumMap<Split, SourceExamples>(Split.class);
    spec.apart()
        .forEach((split, part) -> apart.put(split, DataSources.open(part, files).like(train)));
    return train.with(apart);
  }
}
