import { faultMatrix } from './matrix';
import { STORIES } from '../handlers';

faultMatrix(STORIES.settings);
