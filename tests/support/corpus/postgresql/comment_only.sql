-- nothing here; really
/* and here; neither */
