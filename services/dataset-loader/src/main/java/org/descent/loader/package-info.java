/**
 * Edge: hears of experiments, puts their examples into the log and says where they stand, or why
 * they cannot be used.
 */
package org.descent.loader;
