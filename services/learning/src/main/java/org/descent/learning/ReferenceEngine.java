package org.descent.learning;

final class ReferenceEngine implements Engine {
  ReferenceEngine(EngineSettings settings) {}

  @Override
  public String name() {
    return Engines.REFERENCE;
  }

  @Override
  public void train(Cohort cohort, TrainingListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
