package org.descent.experiment.data;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.descent.contracts.spec.DataSpec;

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
    spec.apart().values().forEach(part -> numbers.addAll(DataSources.known(part).numbers()));
    return new KnownData(
        train.shape(),
        train.targets(),
        train.count(),
        List.copyOf(numbers),
        List.copyOf(spec.apart().keySet()));
  }

  @Override
  public SourceExamples open(DataSpec.Parts spec, DataDirectory files) {
    var train = DataSources.open(spec.train(), files);
    var apart = new LinkedHashMap<String, SourceExamples>();
    spec.apart()
        .forEach((split, part) -> apart.put(split, DataSources.open(part, files).like(train)));
    return train.with(apart);
  }
}
