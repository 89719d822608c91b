package org.descent.experiment.data;

import org.descent.contracts.spec.DataSpec;

/** Columns of a Parquet file. */
final class ParquetExamples implements Source<DataSpec.Parquet> {
  @Override
  public Class<DataSpec.Parquet> spec() {
    return DataSpec.Parquet.class;
  }

  @Override
  public KnownData known(DataSpec.Parquet spec) {
    return KnownData.fromFile(spec.targets());
  }

  @Override
  public SourceExamples open(DataSpec.Parquet spec, DataDirectory files) {
    return TableColumns.read(spec, new ParquetTable(files.file("file", spec.file()), spec));
  }
}
