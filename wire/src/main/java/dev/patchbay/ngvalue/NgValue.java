package dev.patchbay.ngvalue;

/** One node of an ng message. */
public sealed interface NgValue permits NgString, NgInteger, NgList, NgDict {}
