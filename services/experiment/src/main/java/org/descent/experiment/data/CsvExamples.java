package org.descent.experiment.data;

import org.descent.contracts.spec.DataSpec;

/** Columns of a CSV file. */
final class CsvExamples implements Source<DataSpec.Csv> {
  @Override
  public Class<DataSpec.Csv> spec() {
    return DataSpec.Csv.class;
  }

  @Override
  public KnownData known(DataSpec.Csv spec) {
    return KnownData.fromFile(spec.targets());
  }

  @Override
  public SourceExamples open(DataSpec.Csv spec, DataDirectory files) {
    return TableColumns.read(spec, CsvFile.of(files.file("file", spec.file()), spec));
  }
}
